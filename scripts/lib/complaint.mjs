/** A failure that is told to the person in one or two sentences; its stack would not help them. */
export class Complaint extends Error {
  /**
   * @param {string} message
   * @param {number} [exitCode]
   */
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}
