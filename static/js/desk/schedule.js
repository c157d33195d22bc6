// A time by the clocks of the paper or of this machine; the other clock is shown beside it.
import { _, fill } from "desk/words";

export const startSchedule = () => {
  const zone = document.querySelector("[data-zone]");
  if (!zone) return;
  const when = document.querySelector("[data-schedule]");
  const said = document.querySelector("[data-other-clock]");
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (here && here !== zone.value) zone.append(new Option(here, here));
  const show = () => {
    const [other] = [...zone.options].map(({ value }) => value).filter((value) => value !== zone.value);
    const at = when.value && moment(when.value, zone.value);
    said.textContent = at && other
      ? fill(_("That is %(time)s in %(zone)s."), { time: clock(at, other), zone: other })
      : "";
  };
  when.addEventListener("input", show);
  zone.addEventListener("change", show);
  show();
};

const clock = (at, zone) => at.toLocaleString([], { timeZone: zone, dateStyle: "medium", timeStyle: "short" });

// The moment at which the clocks of a zone show this; the server decides, this only shows.
const moment = (local, zone) => {
  const asUtc = new Date(`${local}Z`);
  const shown = new Date(`${asUtc.toLocaleString("sv", { timeZone: zone }).replace(" ", "T")}Z`);
  return new Date(asUtc.getTime() - (shown.getTime() - asUtc.getTime()));
};
