/** From the fewest rights to the most: each role may do what the roles before it may. */
export const ROLES = ['reader', 'writer', 'reviewer', 'owner'] as const;

export type Role = (typeof ROLES)[number];

export function mayAs(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}
