{%- extends 'nbgrader/gradebook_assignments.tpl' -%}
{%- block script -%}
{%- include 'as_listed.tpl' -%}
{%- endblock -%}
