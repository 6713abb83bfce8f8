// A modal: a form that the bot opens.

import { MENU_KINDS, thingsOf } from "./choices.js";
import { el, freshId } from "./dom.js";
import { markdown } from "./markdown.js";

// `onsend` gets the values by custom_id and returns an error to show, or null.
export function openForm(dialog, form, desk, onsend) {
  const fields = form.components.flatMap((component) => drawTop(component, desk));
  const failure = el("p", { class: "failure", role: "alert" });
  const send = el("button", { type: "submit", class: "button primary" }, "Submit");
  const element = el("form", { method: "dialog", onsubmit: submit },
    el("h2", { id: "form-title" }, form.title),
    fields.map((field) => field.element), failure,
    el("div", { class: "row" },
      el("button", { type: "button", class: "button secondary", onclick: () => dialog.close() }, "Cancel"), send));
  dialog.replaceChildren(element);
  dialog.showModal();

  async function submit(event) {
    event.preventDefault();
    const filled = fields.filter((field) => field.id).map((field) => [field.id, field.read()]);
    send.disabled = true;
    failure.textContent = (await onsend(Object.fromEntries(filled))) ?? "";
    send.disabled = false;
    if (!failure.textContent) dialog.close();
  }
}

function drawTop(component, desk) {
  if (component.type === 1) return component.components.map((one) => drawField(one, one.label, "", desk));
  if (component.type === 18) return [drawField(component.component, component.label, component.description, desk)];
  if (component.type === 10) return [{ element: markdown(component.content, desk.names) }];
  return [];
}

function drawField(field, label, description, desk) {
  const id = freshId("field");
  const [control, read] = drawControl(field, id, desk);
  const element = el("div", { class: "form-field" },
    el("label", { for: id }, label, field.required === false ? "" : el("span", { class: "required" }, " (required)")),
    description ? el("small", { id: `${id}-more` }, description) : null, control);
  return { id: field.custom_id, element, read };
}

function drawControl(field, id, desk) {
  const needed = field.required !== false;
  if (field.type === 4) {
    const input = el(field.style === 2 ? "textarea" : "input", {
      id, required: needed, minlength: field.min_length, maxlength: field.max_length, placeholder: field.placeholder,
      value: field.value ?? "", rows: field.style === 2 ? 4 : undefined,
    });
    return [input, () => input.value];
  }
  if (field.type === 3 || field.type in MENU_KINDS) return drawSelect(field, id, needed, desk);
  if (field.type === 21 || field.type === 22) return drawGroup(field, id, needed);
  if (field.type === 23) {
    const box = el("input", { id, type: "checkbox", checked: field.default });
    return [box, () => box.checked];
  }
  return [el("p", { id, class: "private" }, "(Files can't be sent from this page.)"), () => []];
}

function drawSelect(field, id, needed, desk) {
  const options = field.type === 3 ? field.options : thingsOf(MENU_KINDS[field.type], desk.state);
  const several = (field.max_values ?? 1) > 1;
  const select = el("select", { id, required: needed, multiple: several },
    several ? [] : el("option", { value: "" }, field.placeholder || "Make a selection"),
    options.map((one) => el("option", { value: one.value, selected: one.default }, one.label)));
  return [select, () => [...select.selectedOptions].map((one) => one.value).filter(Boolean)];
}

function drawGroup(field, id, needed) {
  const type = field.type === 21 ? "radio" : "checkbox";
  const boxes = field.options.map((one) => el("input", {
    type, name: id, value: one.value, checked: one.default, required: needed && type === "radio",
  }));
  const labels = field.options.map((one, index) => el("label", {}, boxes[index], ` ${one.label}`));
  const picked = () => boxes.filter((box) => box.checked).map((box) => box.value);
  return [el("div", { id, role: "group" }, labels), () => (type === "radio" ? picked()[0] ?? "" : picked())];
}
