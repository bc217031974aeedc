import { get } from "./api";
import type { Role } from "./rows";

/** Who we are to the server; nobody where we only read. */
export interface Me { name: string; role: Role; person: string | null }
/** What the server lets people do. */
export interface Site { open: boolean; empty: boolean; fetches: boolean; largest: number }

export const ROLES: Role[] = ["reader", "coder", "editor", "admin"];

class Session {
  me = $state.raw<Me | null>(null);
  site = $state.raw<Site | null>(null);
  known = $state(false);

  async ask(): Promise<void> {
    [this.me, this.site] = await Promise.all([get<Me | null>("/me").catch(() => null), get<Site>("/site").catch(() => null)]);
    this.known = true;
  }

  may(role: Me["role"]): boolean {
    return this.me !== null && ROLES.indexOf(this.me.role) >= ROLES.indexOf(role);
  }
}

export const session = new Session();
