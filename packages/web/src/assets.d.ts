/** The drawing of an icon as path data; made by vite/icons.ts. */
declare module "*.svg?path" {
  const path: string
  export default path
}
