// Forms that change one thing (data-send), and fields that know who fills them in.
"use strict";

(() => {
  const failed = document.getElementById("ask").dataset.failed;
  const TOLD = "hqueue-told";

  /** Sends a form (data-send: clear, stay or reload afterwards) and tells what came of it. */
  async function send(form, button) {
    const fields = new URLSearchParams(new FormData(form));
    if (button && button.dataset.ask) {
      const danger = button.classList.contains("danger");
      const sure = await hqueue.question({ title: button.dataset.ask, yes: button.textContent, danger, ...hqueue.reasonOf(button) });
      if (sure === null) {
        return;
      }
      hqueue.addReason(fields, button, sure);
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
      form.querySelectorAll("[data-choose], [data-tick], [data-me]").forEach((field) => filled.delete(field));
      fillIn(form);
    }
    hqueue.tell(result.message, result.ok, result.link);
    document.dispatchEvent(new Event("hqueue-changed"));
  }

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-send]");
    if (form) {
      event.preventDefault();
      send(form, event.submitter).catch(() => hqueue.tell(failed, false));
    }
  });

  /** Fields that have got their value: what a viewer makes of it is not written over. */
  const filled = new WeakSet();

  /** What a page says of its fields beyond their values: the choice, the ticks, and who fills them in. */
  function fillIn(root) {
    for (const field of root.querySelectorAll("select[data-choose], input[data-tick], input[data-me]")) {
      if (filled.has(field)) {
        continue;
      }
      filled.add(field);
      if (field.dataset.choose !== undefined) {
        field.value = field.dataset.choose;
      } else if (field.dataset.tick !== undefined) {
        field.checked = field.dataset.tick === "true";
      } else {
        field.value = hqueue.stored("hqueue-me", "");
      }
    }
  }

  document.addEventListener("change", (event) => {
    if (event.target.matches("input[data-me]")) {
      hqueue.store("hqueue-me", event.target.value.trim());
    }
  });

  fillIn(document);
  // What has come into the page meanwhile, such as a thread of notes.
  document.addEventListener("hqueue-refreshed", () => fillIn(document));
  if (sessionStorage.getItem(TOLD)) {
    hqueue.tell(sessionStorage.getItem(TOLD), true);
    sessionStorage.removeItem(TOLD);
  }
})();
