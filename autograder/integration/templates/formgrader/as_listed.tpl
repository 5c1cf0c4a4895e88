{#- The table would sort by its first column, the names; the list comes in the order of the lessons. -#}
<script>
$.fn.dataTable.defaults.aaSorting = [];
</script>
