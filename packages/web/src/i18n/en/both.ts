export const both = {
  tabs: "Received and written",
  from: (name: string) => `From ${name}`,
  for: (name: string) => `For ${name}`
}
