// What can be picked where an option or a menu takes people, channels or roles.

import { nameOf } from "./dom.js";

// By Discord's numbers: which things an option of a command takes, and which a menu of a message.
export const OPTION_KINDS = { 6: "user", 7: "channel", 8: "role", 9: "mentionable" };
export const MENU_KINDS = { 5: "user", 6: "role", 7: "mentionable", 8: "channel" };

export function thingsOf(kind, state) {
  const users = [...state.users.values()].map((one) => ({ label: nameOf(one), value: one.id, badge: one.bot ? "APP" : "" }));
  const roles = [...state.roles.values()].map((one) => ({ label: one.name, value: one.id, badge: "Role" }));
  const channels = [...state.channels.values()]
    .filter((one) => !one.direct)
    .map((one) => ({ label: `#${one.name}`, value: one.id }));
  return { user: users, role: roles, channel: channels, mentionable: [...users, ...roles] }[kind] ?? [];
}
