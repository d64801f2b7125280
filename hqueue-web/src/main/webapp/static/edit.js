// Editing jobs in place, one or many, and the list of clients that may run a job. The rules are the server's:
// what it refuses is told in its own words.
"use strict";

(() => {
  /** What an edit cannot change, though a specification has it. */
  const FIXED = ["id", "children", "childrenIds", "parentIds", "stubId", "childStubIds", "submissionKey", "frames", "framesPerJob", "frameOrder"];

  // ---- Editing -------------------------------------------------------------------------------------------

  const dialog = document.getElementById("edit");

  function startEdit() {
    const form = document.getElementById("edit-form");
    const verdict = document.getElementById("edit-verdict");
    const more = document.getElementById("e-more");
    const fields = Array.from(form.querySelectorAll("[data-key]"));
    let about = null;
    let before = null;
    let rest = {};

    const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
    const isEmpty = (value) =>
      value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
    const isPlain = (value) => value === undefined || value === null || typeof value !== "object";

    function toText(field, value) {
      if (value === undefined || value === null) {
        return "";
      }
      return "list" in field.dataset && Array.isArray(value) ? value.join(", ") : String(value);
    }

    function fromText(field) {
      if ("list" in field.dataset) {
        return field.value.split(",").map((item) => item.trim()).filter(Boolean);
      }
      return field.type === "number" && field.value !== "" ? Number(field.value) : field.value;
    }

    /** Shows what the job has; a value that is no text, as a command by system, stays among the rest. */
    function fill() {
      rest = { ...before };
      FIXED.forEach((key) => delete rest[key]);
      for (const field of fields) {
        const value = before ? before[field.dataset.key] : undefined;
        const fits = isPlain(value) || ("list" in field.dataset && Array.isArray(value));
        field.value = fits ? toText(field, value) : "";
        field.disabled = !fits;
        field.dataset.was = field.value;
        if (fits) {
          delete rest[field.dataset.key];
        }
      }
      // What says nothing is not there, as for newjob.
      Object.keys(rest).filter((key) => isEmpty(rest[key])).forEach((key) => delete rest[key]);
      more.value = Object.keys(rest).length > 0 ? JSON.stringify(rest, null, 2) : "";
    }

    /** What differs from what the job has; of many jobs, whatever is filled in. */
    function changes() {
      const found = {};
      for (const field of fields) {
        if (!field.disabled && field.value !== field.dataset.was) {
          found[field.dataset.key] = field.value === "" ? null : fromText(field);
        }
      }
      const given = more.value.trim() ? JSON.parse(more.value) : {};
      if (given === null || typeof given !== "object" || Array.isArray(given)) {
        throw new SyntaxError();
      }
      for (const key of new Set([...Object.keys(given), ...Object.keys(rest)])) {
        if (!same(given[key], rest[key])) {
          found[key] = given[key] === undefined ? null : given[key];
        }
      }
      return found;
    }

    async function open(button) {
      about = await hqueue.subject(button.closest("form"), button);
      if (about.total === 0) {
        hqueue.tell(document.getElementById("ask").dataset.none, false);
        return;
      }
      const ids = about.fields.getAll("id");
      before = null;
      if (ids.length === 1) {
        const answer = await fetch(`${form.dataset.base}${ids[0]}/spec`, { cache: "no-store" });
        if (!answer.ok) {
          throw new Error(String(answer.status));
        }
        before = JSON.parse((await answer.json()).spec);
      }
      document.getElementById("edit-title").textContent = before
        ? hqueue.fill(dialog.dataset.one, about.names[0])
        : hqueue.fill(dialog.dataset.many, about.text);
      document.getElementById("edit-hint").textContent = before ? dialog.dataset.hintOne : dialog.dataset.hintMany;
      verdict.textContent = "";
      document.getElementById("e-scope").value = "job";
      fill();
      dialog.showModal();
    }

    async function save() {
      let found;
      try {
        found = changes();
      } catch (e) {
        verdict.textContent = dialog.dataset.badJson;
        return;
      }
      if (Object.keys(found).length === 0) {
        verdict.textContent = dialog.dataset.nothing;
        return;
      }
      const sent = new URLSearchParams(about.fields);
      sent.set("changes", JSON.stringify(found));
      sent.set("scope", document.getElementById("e-scope").value);
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body: sent });
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      const result = await answer.json();
      if (!result.ok) {
        verdict.textContent = result.message;
        return;
      }
      dialog.close();
      hqueue.tell(result.message, true);
      document.dispatchEvent(new Event("hqueue-changed"));
    }

    const failed = () => hqueue.tell(document.getElementById("ask").dataset.failed, false);

    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-edit]");
      if (button) {
        open(button).catch(failed);
      }
    });
    form.querySelector("[data-close]").addEventListener("click", () => dialog.close());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      save().catch(() => (verdict.textContent = document.getElementById("ask").dataset.failed));
    });
  }

  // ---- Clients that may run a job ------------------------------------------------------------------------------

  function startPermitted(details) {
    const list = document.getElementById("permitted-clients");
    const groups = document.getElementById("permitted-groups");
    const find = document.getElementById("permitted-find");
    const count = document.getElementById("permitted-count");
    const form = details.querySelector("form");

    // Whether the viewer has ticked something since the list was opened: reading anew keeps that.
    let touched = false;

    const boxes = () => Array.from(list.querySelectorAll("input"));

    function tell() {
      const all = boxes();
      count.textContent =
        all.length === 0
          ? details.dataset.none
          : hqueue.fill(details.dataset.count, all.filter((box) => box.checked).length, all.length);
    }

    function show() {
      const word = find.value.trim().toLowerCase();
      for (const item of list.children) {
        item.hidden = !item.textContent.toLowerCase().includes(word);
      }
    }

    function line(client) {
      const item = document.createElement("li");
      const label = document.createElement("label");
      const box = document.createElement("input");
      box.type = "checkbox";
      box.name = "client";
      box.value = client.value;
      box.checked = client.permitted;
      const about = document.createElement("span");
      about.className = "about";
      about.textContent = client.about.trim() + (client.online ? "" : ` · ${details.dataset.offline}`);
      label.append(box, ` ${client.label}`, about);
      item.append(label);
      return item;
    }

    function group(one) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = `+ ${one.name}`;
      button.addEventListener("click", () => {
        const members = new Set(one.clients);
        boxes().forEach((box) => (box.checked = box.checked || members.has(box.value)));
        touched = true;
        tell();
      });
      return button;
    }

    async function read() {
      const answer = await fetch(details.dataset.permitted, { cache: "no-store" });
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      const choice = await answer.json();
      const ticked = new Set(boxes().filter((box) => box.checked).map((box) => box.value));
      list.replaceChildren(...choice.clients.map(line));
      if (touched) {
        boxes().forEach((box) => (box.checked = ticked.has(box.value)));
      }
      groups.replaceChildren(...choice.groups.map(group));
      show();
      tell();
    }

    const again = () => read().catch(() => (count.textContent = document.getElementById("ask").dataset.failed));

    details.addEventListener("toggle", () => {
      touched = false;
      return details.open && again();
    });
    find.addEventListener("input", show);
    find.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    list.addEventListener("change", () => {
      touched = true;
      tell();
    });
    form.addEventListener("click", (event) => {
      const button = event.target.closest("[data-tick-shown]");
      if (button) {
        boxes().forEach((box) => (box.checked = box.closest("li").hidden ? box.checked : button.dataset.tickShown === "1"));
        touched = true;
        tell();
      } else if (event.target.closest("[name=clear]")) {
        touched = false;
      }
    });
    // After it was saved, what the server makes of it.
    document.addEventListener("hqueue-changed", () => details.open && again());
  }

  if (dialog) {
    startEdit();
  }
  const permitted = document.getElementById("permitted");
  if (permitted) {
    startPermitted(permitted);
  }
})();
