// WEBHOOK_SECRET=$(cat .custos/webhook-secret) node receiver.mjs
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.WEBHOOK_SECRET);

/** Decisions that are remembered, by subject id. */
const decisions = new Map();
/** The highest sequence that was seen, by what it is about. */
const newest = new Map();

const server = createServer(async (request, response) => {
  // The signature covers the bytes that came: verify them before they are parsed.
  const body = await text(request);
  let event;
  try {
    // Refuses a wrong signature, and a timestamp that is more than five minutes off.
    event = webhook.verify(body, request.headers);
  } catch {
    response.writeHead(401).end();
    return;
  }
  take(event);
  response.writeHead(204).end();
});

function take({ type, subject, sequence, data }) {
  const about = [type, subject, data.purpose ?? data.requestId].join(' ');
  // Delivered again, or overtaken by a later one: zero-padded, so text compares as numbers do.
  if (sequence <= (newest.get(about) ?? '')) return;
  newest.set(about, sequence);
  decisions.delete(subject);
  console.log(`${type} ${data.state ?? data.status ?? ''}: decisions about ${subject} dropped`);
}

server.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
