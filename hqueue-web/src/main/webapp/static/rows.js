// Ticking rows of a table and pressing the buttons over it: on the ticked ones, or on all that match.
"use strict";

(() => {
  const ask = document.getElementById("ask");
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
      ? hqueue.fill(ask.dataset.allSelected, text)
      : hqueue.fill(ask.dataset.selected, chosen.length);
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

  async function press(form, button) {
    const about = await subject(form, button);
    if (about.total === 0) {
      hqueue.tell(ask.dataset.none, false);
      return;
    }
    if (button.dataset.ask) {
      const sure = await hqueue.question({
        title: hqueue.fill(button.dataset.ask, about.total === 1 && about.names.length > 0 ? about.names[0] : about.text),
        yes: button.textContent,
        danger: button.classList.contains("danger"),
        names: about.total > 1 ? about.names : [],
        total: about.total,
        ...hqueue.reasonOf(button),
      });
      if (sure === null) {
        return;
      }
      hqueue.addReason(about.fields, button, sure);
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
    hqueue.tell(result.message, result.ok);
    if (result.ok) {
      choose(form, false, false);
    }
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
        .catch(() => hqueue.tell(ask.dataset.failed, false))
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
    // Enter in a field of the toolbar presses the button beside it, not the first one; in a box none.
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("input")) {
        event.preventDefault();
        const beside = event.target.closest(".together")?.querySelector("button");
        if (beside && !event.isComposing) {
          form.requestSubmit(beside);
        }
      }
    });
  }

  document.addEventListener("hqueue-refreshed", () => {
    for (const form of document.querySelectorAll("form[data-actions]")) {
      if (form.dataset.whole === "1") {
        boxes(form).forEach((box) => (box.checked = true));
      }
      showSelection(form);
    }
  });

  hqueue.subject = subject;
})();
