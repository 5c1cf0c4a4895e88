// Fetches the script of the playgrounds once a reader comes near the first: it is a quarter of a page.
{
  const { src, tools, page } = document.currentScript.dataset;
  const near = new IntersectionObserver(
    (seen) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      near.disconnect();
      const script = document.createElement("script");
      script.src = src;
      Object.assign(script.dataset, { tools, page });
      // If it does not come, no room waits for it.
      script.onerror = () => document.documentElement.classList.add("still");
      document.head.append(script);
    },
    { rootMargin: "1200px" },
  );
  document.querySelectorAll(".descent-playground").forEach((el) => near.observe(el));
}
