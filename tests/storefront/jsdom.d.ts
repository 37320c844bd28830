declare module "jsdom" {
  export const JSDOM: new (html: string) => { window: Window & { document: Document } }
}
