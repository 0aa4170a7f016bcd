// The formatter: double quotes and a semicolon.
export const greeting = "bonjour";
