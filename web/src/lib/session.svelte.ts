import { get } from "./api";

/** Who we are to the server; nobody where we only read. */
export interface Me { name: string; role: "reader" | "coder" | "editor" | "admin" }

const ORDER = ["reader", "coder", "editor", "admin"];

class Session {
  me = $state.raw<Me | null>(null);
  known = $state(false);

  async ask(): Promise<void> {
    this.me = await get<Me | null>("/me").catch(() => null);
    this.known = true;
  }

  may(role: Me["role"]): boolean {
    return this.me !== null && ORDER.indexOf(this.me.role) >= ORDER.indexOf(role);
  }
}

export const session = new Session();
