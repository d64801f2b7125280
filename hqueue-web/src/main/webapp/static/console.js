// What every console page can do: keep the viewer's choices in the browser, tell what came of something, and ask
// before something is lost. The other scripts build on it, as hqueue. The server keeps none of it.
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

  /** What the browser keeps under a key, for all pages of this server. */
  function stored(key, otherwise) {
    try {
      return JSON.parse(localStorage.getItem(key)) || otherwise;
    } catch (e) {
      return otherwise;
    }
  }

  function store(key, value) {
    localStorage.setItem(key, JSON.stringify(value));
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
            store("hqueue-me", who.value.trim());
          }
          done(ask.returnValue === "yes" ? field.value.trim() : null);
        },
        { once: true },
      );
    });
  }

  // Enter in a field means yes; the form's first button says no.
  ask.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing && event.target.matches("input")) {
      event.preventDefault();
      event.target.form.requestSubmit(document.getElementById("ask-yes"));
    }
  });

  /** What a question asks besides for a button that wants a reason (data-reason). */
  const reasonOf = (button) => (button.dataset.reason ? { label: button.dataset.reason, optional: true } : {});

  function addReason(fields, button, reason) {
    if (button.dataset.reason) {
      fields.set("reason", reason);
      fields.set("by", stored("hqueue-me", ""));
    }
  }

  return { fill, tell, question, stored, store, base, reasonOf, addReason };
})();
