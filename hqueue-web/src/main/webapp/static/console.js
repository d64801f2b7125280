// What every console page can do: keep the viewer's choices in cookies, ask before something is lost, send
// what the buttons say, and keep views. The server keeps none of it.
"use strict";

const hqueue = (() => {
  const YEAR_SECONDS = 365 * 24 * 3600;
  const MESSAGE_MS = 12000;
  const MOST_NAMES = 5;

  const ask = document.getElementById("ask");
  const message = document.getElementById("message");
  let forget = 0;

  function fill(pattern, ...values) {
    return pattern.replace(/\{(\d)\}/g, (all, number) => String(values[Number(number)]));
  }

  // ---- The viewer's choices ------------------------------------------------------------------------

  function cookie(name, value) {
    document.cookie = `${name}=${value}; path=/; max-age=${YEAR_SECONDS}; SameSite=Lax`;
  }

  cookie("hqueue-zone", Intl.DateTimeFormat().resolvedOptions().timeZone);

  for (const choice of document.querySelectorAll("select[data-cookie]")) {
    choice.value = choice.dataset.value;
    choice.addEventListener("change", () => {
      cookie(choice.dataset.cookie, choice.value);
      location.reload();
    });
  }

  for (const link of document.querySelectorAll(".bar nav a")) {
    const path = new URL(link.href).pathname;
    if (location.pathname === path || location.pathname.startsWith(path + "/")) {
      link.setAttribute("aria-current", "page");
    }
  }

  // ---- Telling and asking ----------------------------------------------------------------------------

  /** What comes before the paths of all pages. */
  const base = () => new URL(document.querySelector("a.brand").href).pathname.replace(/\/jobs$/, "");

  /** Shows what came of something, with a link to what has come into being; a screen reader says it. */
  function tell(text, ok, link) {
    message.textContent = text;
    if (link) {
      const open = document.createElement("a");
      open.href = base() + link;
      open.textContent = ask.dataset.open;
      message.append(" ", open);
    }
    message.className = ok ? "message shown" : "message shown problem";
    clearTimeout(forget);
    forget = setTimeout(() => {
      message.textContent = "";
      message.className = "message";
    }, MESSAGE_MS);
  }

  /**
   * Asks; resolves to null for no, else to the text that was given, "" where none was asked for.
   *
   * what: title, yes (the button), danger, names (of what is hit), total, label and text (of a field),
   * optional (the field may stay empty, and who it is that answers is asked and kept, too).
   */
  function question(what) {
    const names = what.names || [];
    const list = document.getElementById("ask-names");
    const field = document.getElementById("ask-text");
    const yes = document.getElementById("ask-yes");
    document.getElementById("ask-title").textContent = what.title;
    list.replaceChildren(
      ...names.slice(0, MOST_NAMES).map((name) => {
        const item = document.createElement("li");
        item.textContent = name;
        return item;
      }),
    );
    const rest = (what.total || names.length) - Math.min(MOST_NAMES, names.length);
    if (names.length > 0 && rest > 0) {
      const item = document.createElement("li");
      item.textContent = fill(ask.dataset.andMore, rest.toLocaleString(document.documentElement.lang));
      list.append(item);
    }
    list.hidden = names.length === 0;
    field.parentElement.hidden = !what.label;
    field.required = Boolean(what.label) && !what.optional;
    const who = document.getElementById("ask-by");
    who.parentElement.hidden = !what.optional;
    who.value = stored("hqueue-me", "");
    document.getElementById("ask-label").textContent = what.label || "";
    field.value = what.text || "";
    yes.textContent = what.yes;
    yes.className = what.danger ? "danger" : "";
    ask.returnValue = "no";
    ask.showModal();
    return new Promise((done) => {
      ask.addEventListener(
        "close",
        () => {
          if (ask.returnValue === "yes" && what.optional && who.value.trim()) {
            localStorage.setItem("hqueue-me", JSON.stringify(who.value.trim()));
          }
          done(ask.returnValue === "yes" ? field.value.trim() : null);
        },
        { once: true },
      );
    });
  }

  // ---- Selecting rows --------------------------------------------------------------------------------

  const boxes = (form) => Array.from(form.querySelectorAll('input[name="id"]'));
  // Faces leaves an empty data-match out, as of a list that nothing filters; the total is always there.
  const region = (form) => form.querySelector("[data-total]");

  function showSelection(form) {
    const bar = form.querySelector(".selection");
    if (!bar) {
      return;
    }
    const all = boxes(form);
    const chosen = all.filter((box) => box.checked);
    const whole = form.dataset.whole === "1";
    const text = region(form).dataset.totalText;
    const page = form.querySelector("[data-select-page]");
    bar.hidden = chosen.length === 0 && !whole;
    bar.querySelector("[data-selected]").textContent = whole
      ? fill(ask.dataset.allSelected, text)
      : fill(ask.dataset.selected, chosen.length);
    const match = bar.querySelector("[data-select-match]");
    match.hidden = whole || Number(region(form).dataset.total) <= all.length || chosen.length < all.length;
    if (page) {
      page.checked = all.length > 0 && chosen.length === all.length;
      page.indeterminate = chosen.length > 0 && chosen.length < all.length;
    }
    for (const box of all) {
      box.closest("tr").classList.toggle("chosen", box.checked);
    }
  }

  function choose(form, checked, whole) {
    form.dataset.whole = whole ? "1" : "";
    boxes(form).forEach((box) => (box.checked = checked));
    showSelection(form);
  }

  /** What a press of the button is about: fields to send, names to tell, how many. */
  async function subject(form, button) {
    const fields = new URLSearchParams();
    if (button.dataset.only || form.dataset.whole === "1") {
      fields.set("match", region(form).dataset.match || "");
      if (button.dataset.only) {
        fields.set("only", button.dataset.only);
      }
      const answer = await fetch(`${form.dataset.actions}?${fields}`, { cache: "no-store" });
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      const matching = await answer.json();
      return { fields, names: matching.names, total: matching.total, text: matching.totalText };
    }
    const chosen = boxes(form).filter((box) => box.checked || box.type === "hidden");
    chosen.forEach((box) => fields.append("id", box.value));
    const names = chosen.map((box) => box.dataset.name);
    return { fields, names, total: names.length, text: String(names.length) };
  }

  /** What a question asks besides for a button that wants a reason (data-reason). */
  const reasonOf = (button) => (button.dataset.reason ? { label: button.dataset.reason, optional: true } : {});

  function addReason(fields, button, reason) {
    if (button.dataset.reason) {
      fields.set("reason", reason);
      fields.set("by", stored("hqueue-me", ""));
    }
  }

  async function press(form, button) {
    const about = await subject(form, button);
    if (about.total === 0) {
      tell(ask.dataset.none, false);
      return;
    }
    if (button.dataset.ask) {
      const sure = await question({
        title: fill(button.dataset.ask, about.total === 1 && about.names.length > 0 ? about.names[0] : about.text),
        yes: button.textContent,
        danger: button.classList.contains("danger"),
        names: about.total > 1 ? about.names : [],
        total: about.total,
        ...reasonOf(button),
      });
      if (sure === null) {
        return;
      }
      addReason(about.fields, button, sure);
    }
    about.fields.set(button.name, button.value);
    for (const field of form.querySelectorAll("input[name]:not([name=id]), select[name]")) {
      about.fields.set(field.name, field.value);
    }
    // Not form.action: that is the buttons of this name.
    const answer = await fetch(button.dataset.to || form.getAttribute("action"), { method: "POST", body: about.fields });
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    const result = await answer.json();
    tell(result.message, result.ok);
    choose(form, false, false);
    document.dispatchEvent(new Event("hqueue-changed"));
  }

  for (const form of document.querySelectorAll("form[data-actions]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const button = event.submitter;
      if (!button || !button.value) {
        return;
      }
      button.setAttribute("aria-busy", "true");
      press(form, button)
        .catch(() => tell(ask.dataset.failed, false))
        .finally(() => button.removeAttribute("aria-busy"));
    });
    form.addEventListener("change", (event) => {
      if (event.target.matches("[data-select-page]")) {
        choose(form, event.target.checked, false);
      } else if (event.target.matches('input[name="id"]')) {
        form.dataset.whole = "";
        showSelection(form);
      }
    });
    form.addEventListener("click", (event) => {
      if (event.target.matches("[data-select-match]")) {
        choose(form, true, true);
      } else if (event.target.matches("[data-select-none]")) {
        choose(form, false, false);
      }
    });
    // Enter in a field of the toolbar must not press its first button.
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("input")) {
        event.preventDefault();
      }
    });
  }

  // ---- Forms that change one thing -----------------------------------------------------------------

  const TOLD = "hqueue-told";

  /** Sends a form (data-send: clear, stay or reload afterwards) and tells what came of it. */
  async function send(form, button) {
    const fields = new URLSearchParams(new FormData(form));
    if (button && button.dataset.ask) {
      const danger = button.classList.contains("danger");
      const sure = await question({ title: button.dataset.ask, yes: button.textContent, danger, ...reasonOf(button) });
      if (sure === null) {
        return;
      }
      addReason(fields, button, sure);
    }
    if (button && button.name) {
      fields.set(button.name, button.value);
    }
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body: fields });
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    const result = await answer.json();
    if (result.ok && form.dataset.send === "reload") {
      sessionStorage.setItem(TOLD, result.message);
      location.reload();
      return;
    }
    if (result.ok && form.dataset.send === "clear") {
      form.reset();
      fillIn(form);
    }
    tell(result.message, result.ok, result.link);
    document.dispatchEvent(new Event("hqueue-changed"));
  }

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-send]");
    if (form) {
      event.preventDefault();
      send(form, event.submitter).catch(() => tell(ask.dataset.failed, false));
    }
  });

  /** What a page says of its fields beyond their values: the choice, the ticks, and who fills them in. */
  function fillIn(root) {
    for (const choice of root.querySelectorAll("select[data-choose]")) {
      choice.value = choice.dataset.choose;
    }
    for (const box of root.querySelectorAll("input[data-tick]")) {
      box.checked = box.dataset.tick === "true";
    }
    for (const field of root.querySelectorAll("input[data-me]")) {
      field.value = stored("hqueue-me", "");
    }
  }

  document.addEventListener("change", (event) => {
    if (event.target.matches("input[data-me]")) {
      localStorage.setItem("hqueue-me", JSON.stringify(event.target.value.trim()));
    }
  });

  document.addEventListener("hqueue-refreshed", () => {
    for (const form of document.querySelectorAll("form[data-actions]")) {
      if (form.dataset.whole === "1") {
        boxes(form).forEach((box) => (box.checked = true));
      }
      showSelection(form);
    }
  });

  // ---- Views -------------------------------------------------------------------------------------------

  function stored(key, otherwise) {
    try {
      return JSON.parse(localStorage.getItem(key)) || otherwise;
    } catch (e) {
      return otherwise;
    }
  }

  function showViews(nav, key) {
    const place = nav.querySelector("[data-saved]");
    place.replaceChildren(
      ...stored(key, []).map((view) => {
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
          localStorage.setItem(key, JSON.stringify(stored(key, []).filter((one) => one.name !== view.name)));
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
      const name = await question({ title: save.textContent, label: save.dataset.question, yes: save.dataset.ok });
      if (name) {
        const others = stored(key, []).filter((view) => view.name !== name);
        localStorage.setItem(key, JSON.stringify([...others, { name, query: location.search }]));
        showViews(nav, key);
      }
    });
    const mine = nav.querySelector("[data-mine]");
    if (!mine) {
      continue;
    }
    mine.addEventListener("click", async () => {
      const known = stored("hqueue-me", "");
      const name =
        known || (await question({ title: mine.textContent, label: mine.dataset.question, yes: mine.dataset.ok }));
      if (name) {
        localStorage.setItem("hqueue-me", JSON.stringify(name));
        location.search = `?${new URLSearchParams([[mine.dataset.mine, name]])}`;
      }
    });
  }

  fillIn(document);
  if (sessionStorage.getItem(TOLD)) {
    tell(sessionStorage.getItem(TOLD), true);
    sessionStorage.removeItem(TOLD);
  }

  return { fill, tell, question, stored, subject };
})();
