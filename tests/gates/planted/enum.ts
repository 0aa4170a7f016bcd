export enum Phase {
  Write,
  Reveal,
}
