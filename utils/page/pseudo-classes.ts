/**
 * Pseudo-classes that browsers know, but that match no element while no reader sees or uses the
 * page, or that match only form fields because of their content.
 */
export const NEVER_MATCHING: ReadonlySet<string> = new Set(
  (
    'active active-view-transition active-view-transition-type autofill buffering checked ' +
    'default dir focus focus-visible focus-within fullscreen future has has-slotted host ' +
    'host-context hover in-range indeterminate interest-source interest-target invalid ' +
    'local-link modal muted open out-of-range past paused picture-in-picture placeholder-shown ' +
    'playing popover-open seeking stalled state target target-current target-within user-invalid ' +
    'user-valid valid visited volume-locked xr-overlay'
  ).split(' '),
);
