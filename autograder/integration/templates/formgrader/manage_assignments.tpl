{%- extends 'nbgrader/manage_assignments.tpl' -%}
{%- block script -%}
{%- include 'as_listed.tpl' -%}
{%- endblock -%}
