interface Message {
  readonly role: string;
  readonly content: string;
}

/** One text, or the messages of a conversation. The contract accepts one of the two. */
export interface Texts {
  readonly text?: string | undefined;
  readonly messages?: readonly Message[] | undefined;
}

export const contentsOf = ({ text, messages }: Texts): readonly string[] =>
  messages?.map(({ content }) => content) ?? [text ?? ''];

/** The same with other contents, in their order. */
export const withContents = ({ messages }: Texts, contents: readonly string[]): Texts =>
  messages === undefined
    ? { text: contents[0] ?? '' }
    : { messages: messages.map(({ role }, index) => ({ role, content: contents[index] ?? '' })) };
