// Shows beside a form that asks what would change, before it is asked for. Without it the form works as well.
(() => {
  const preview = document.querySelector("[data-preview-of]");
  const form = preview && document.getElementById(preview.dataset.previewOf);
  if (!form) return;
  const list = preview.querySelector("dl");

  const textOf = (field, value) => {
    if (field.tagName === "SELECT") {
      const option = [...field.options].find((each) => each.value === value);
      return option ? option.textContent.trim() : value;
    }
    return value;
  };
  const before = new Map();
  const fields = () =>
    [...form.elements].filter(
      (each) => each.name && each.name !== "why" && each.type !== "hidden" && !/^_|csrf|-(id|rule)$/.test(each.name),
    );
  for (const field of fields()) before.set(field.name, field.type === "checkbox" ? field.checked : field.value);

  const labelOf = (field) =>
    (field.labels && field.labels[0] ? field.labels[0].textContent : field.getAttribute("aria-label") || field.name)
      .replace("*", "")
      .trim();

  const show = () => {
    list.replaceChildren();
    for (const field of fields()) {
      const now = field.type === "checkbox" ? field.checked : field.value;
      const was = before.has(field.name) ? before.get(field.name) : "";
      if (now === was) continue;
      const row = document.createElement("div");
      const title = document.createElement("dt");
      const value = document.createElement("dd");
      const old = document.createElement("del");
      const fresh = document.createElement("ins");
      title.textContent = labelOf(field);
      old.textContent = String(textOf(field, was)) || "none";
      fresh.textContent = String(textOf(field, now)) || "none";
      value.append(old, " ", fresh);
      row.append(title, value);
      list.append(row);
    }
    preview.hidden = list.children.length === 0;
  };
  form.addEventListener("input", show);
  form.addEventListener("change", show);
})();
