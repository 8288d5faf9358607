/** Whether mails can be sent here: a server is named, and addresses can be kept. */
export class Mailing {
  constructor(readonly configured: boolean) {}
}
