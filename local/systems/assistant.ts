import { AIMessage, HumanMessage } from '@langchain/core/messages';
import { Annotation, END, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph';
import { PostgresSaver } from '@langchain/langgraph-checkpoint-postgres';
import { PostgresStore } from '@langchain/langgraph-checkpoint-postgres/store';
import pg from 'pg';

/** An assistant that remembers: a graph of LangGraph with its PostgreSQL checkpointer and store. */
export interface Assistant {
  readonly saver: PostgresSaver;
  readonly store: PostgresStore;
  /** One turn of a conversation. */
  say: (threadId: string, userId: string, text: string) => Promise<void>;
  remember: (namespace: string[], key: string, text: string) => Promise<void>;
  stop: () => Promise<void>;
}

const State = Annotation.Root({ ...MessagesAnnotation.spec, userId: Annotation<string> });

/** Three dimensions that depend on the text: enough to be near or far. */
const embed = (texts: string[]): Promise<number[][]> =>
  Promise.resolve(
    texts.map((text) => [text.length % 17, text.charCodeAt(0) % 13, text.split(' ').length]),
  );

export async function startAssistant(
  { client }: { readonly client: pg.PoolConfig },
  schema: string,
): Promise<Assistant> {
  const pool = new pg.Pool({ ...client, max: 1 });
  const saver = new PostgresSaver(pool, undefined, { schema });
  await saver.setup();
  const store = new PostgresStore({
    connectionOptions: { ...client, max: 1 },
    schema,
    index: { dims: 3, embed, fields: ['text'] },
  });
  await store.setup();
  const graph = new StateGraph(State)
    .addNode('answer', ({ messages }) => ({
      messages: [new AIMessage(`You said: ${messages.at(-1)?.text ?? ''}`)],
    }))
    .addEdge(START, 'answer')
    .addEdge('answer', END)
    .compile({ checkpointer: saver, store });
  return {
    saver,
    store,
    say: async (threadId, userId, text) => {
      const input = { messages: [new HumanMessage(text)], userId };
      await graph.invoke(input, { configurable: { thread_id: threadId, user_id: userId } });
    },
    remember: (namespace, key, text) => store.put(namespace, key, { text }),
    stop: async () => {
      await store.stop();
      await pool.end();
    },
  };
}
