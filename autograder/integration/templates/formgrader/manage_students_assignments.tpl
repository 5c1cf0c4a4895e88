{%- extends 'nbgrader/manage_students_assignments.tpl' -%}
{%- block script -%}
{%- include 'as_listed.tpl' -%}
{%- endblock -%}
