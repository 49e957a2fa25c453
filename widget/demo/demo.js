window.baton = window.baton || [];

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-ask]");
  if (button) window.baton.push(["ask", button.dataset.ask]);
});

document.addEventListener("submit", (event) => {
  if (event.target.id !== "ask") return;
  event.preventDefault();
  const question = event.target.elements.question;
  window.baton.push(["ask", question.value.trim()]);
  question.value = "";
});
