// Views of a list that the browser keeps: links to the page with other fields filled in.
"use strict";

(() => {
  function showViews(nav, key) {
    const place = nav.querySelector("[data-saved]");
    place.replaceChildren(
      ...hqueue.stored(key, []).map((view) => {
        const holder = document.createElement("span");
        holder.className = "saved";
        const link = document.createElement("a");
        link.href = location.pathname + view.query;
        link.dataset.query = view.query.replace(/^\?/, "");
        link.textContent = view.name;
        const remove = document.createElement("button");
        remove.type = "button";
        remove.className = "link";
        remove.textContent = "×";
        remove.title = place.dataset.remove;
        remove.setAttribute("aria-label", `${place.dataset.remove}: ${view.name}`);
        remove.addEventListener("click", () => {
          hqueue.store(key, hqueue.stored(key, []).filter((one) => one.name !== view.name));
          showViews(nav, key);
        });
        holder.append(link, remove);
        return holder;
      }),
    );
    const here = location.search.replace(/^\?/, "").replace(/(^|&)page=\d+/, "");
    for (const link of nav.querySelectorAll("a[data-query]")) {
      if (link.dataset.query === here) {
        link.setAttribute("aria-current", "page");
      }
    }
  }

  for (const nav of document.querySelectorAll("[data-views]")) {
    const key = `hqueue-views-${nav.dataset.views}`;
    showViews(nav, key);
    const save = nav.querySelector("[data-save]");
    save.addEventListener("click", async () => {
      const name = await hqueue.question({ title: save.textContent, label: save.dataset.question, yes: save.dataset.ok });
      if (name) {
        const others = hqueue.stored(key, []).filter((view) => view.name !== name);
        hqueue.store(key, [...others, { name, query: location.search }]);
        showViews(nav, key);
      }
    });
    const mine = nav.querySelector("[data-mine]");
    if (!mine) {
      continue;
    }
    mine.addEventListener("click", async () => {
      const known = hqueue.stored("hqueue-me", "");
      const name =
        known || (await hqueue.question({ title: mine.textContent, label: mine.dataset.question, yes: mine.dataset.ok }));
      if (name) {
        hqueue.store("hqueue-me", name);
        location.search = `?${new URLSearchParams([[mine.dataset.mine, name]])}`;
      }
    });
  }
})();
