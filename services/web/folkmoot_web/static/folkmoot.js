// Three comforts that no page needs: characters left, a question before typed words are lost, and Ctrl+Enter that sends.
"use strict";

for (const area of document.querySelectorAll("textarea[data-limit]")) {
  const line = document.getElementById(area.id + "-count");
  const spoken = document.createElement("span");
  spoken.className = "unseen";
  spoken.setAttribute("aria-live", "polite");
  line.after(spoken);
  let later = 0;
  const count = () => {
    const left = Number(area.dataset.limit) - [...area.value].length;
    line.classList.toggle("over", left < 0);
    line.textContent = `${left < 0 ? area.dataset.over : area.dataset.left} ${Math.abs(left)}`;
    clearTimeout(later);
    if (left < Number(area.dataset.limit) / 10) later = setTimeout(() => { spoken.textContent = line.textContent; }, 1500);
  };
  area.addEventListener("input", count);
  count();
}

for (const form of document.querySelectorAll("form[data-keep]")) {
  const typed = () => [...new FormData(form)].toString();
  const first = typed();
  let sent = false;
  form.addEventListener("submit", () => { sent = true; });
  addEventListener("pageshow", () => { sent = false; });
  addEventListener("beforeunload", (event) => {
    if (!sent && typed() !== first) event.preventDefault();
  });
}

for (const area of document.querySelectorAll("form[data-quick] textarea")) {
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      area.form.requestSubmit();
    }
  });
}
