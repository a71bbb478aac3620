import type { Candidate, Page } from '../candidate.ts';

/** Names of accounts: `@name` in a message, after a label, or in the path of a home folder. */
export const usernames = (page: Page): Candidate[] => [
  ...mentions(page),
  ...labelled(page),
  ...homes(page),
];

const nameAt = (start: number, name: string, score: number, source: string): Candidate => ({
  type: 'username',
  start,
  end: start + name.length,
  score,
  source,
});

const mention =
  /(?<![\p{L}\p{N}_@./:-])@[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,37}[A-Za-z0-9_])?(?![\p{L}\p{N}/@(])/gu;
/** Words of style sheets and of comments in programs. */
const annotation =
  /^@(?:media|import|charset|keyframes|font-face|supports|layer|page|param|returns?|type|typedef|throws|example|see|link|default|deprecated|override|private|public|internal|since|author|license|todo|ts-|everyone|here|channel|all|latest|next|beta|alpha|rc|v?\d+(?:\.\d+)*$)/i;

function mentions({ text, isProse }: Page): Candidate[] {
  return [...text.matchAll(mention)].flatMap(({ 0: name, index }) =>
    name.length > 3 && !annotation.test(name) && isProse(index)
      ? [nameAt(index, name, 0.8, 'mention')]
      : [],
  );
}

const link =
  /^["'\]*_`~]{0,3}\s{0,2}(?:(?:is|was|ist|lautet|est|es|è|to|jest|é)\s|[:=](?:[*_~]{1,3}(?=\s))?\s?)\s{0,2}[*_~]{0,3}["'`]?(?=\S)/iu;
const name = /@?[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]{0,62}[\p{L}\p{N}_])?/uy;
const noName =
  /^(?:null|undefined|none|true|false|string|not|the|a|an|required|invalid|wrong|unknown|root|admin|user|username|this|self|req|request|process|config|props|data|new|await|get\w*|my|your|ein|eine|der|die|un|una|le|la|el|o|required|taken|already|available|empty)$/i;

function labelled({ text, labels, isProse }: Page): Candidate[] {
  return labels.of('username').flatMap(({ start, end }) => {
    const [between] = link.exec(text.slice(end, end + 20)) ?? [];
    if (between === undefined) return [];
    name.lastIndex = end + between.length;
    const match = name.exec(text);
    if (match === null || match[0].length < 3 || noName.test(match[0])) return [];
    const isQuoted = /["'`]$/.test(between);
    const isMember =
      /^[.([]/.test(text.slice(name.lastIndex, name.lastIndex + 1)) &&
      !/^\.(?:\s|$)/.test(text.slice(name.lastIndex, name.lastIndex + 2));
    if (isMember) return [];
    const label = text.slice(start, end).toLowerCase();
    // `user: Anna` names a person, `user is here` nothing: a word alone needs a digit or a sign.
    const isPlain = !/[\d_@.-]/.test(match[0]);
    if (
      isPlain &&
      (!isProse(start)
        ? !isQuoted
        : /^(?:user|login|handle|account)$/.test(label) || !/[:=]/.test(between))
    )
      return [];
    return [nameAt(match.index, match[0], 0.8, 'labelled')];
  });
}

const home =
  /(?:(?<![\w.])\/(?:home|Users)\/|\b[A-Za-z]:\\{1,2}Users\\{1,2})([^\s/\\"'<>:*?|$%{}[\]()]{2,64})/g;
const shared =
  /^(?:shared|public|default|default user|all users|runner|node|ubuntu|ec2-user|root|user|username|app|admin|administrator|circleci|jenkins|vagrant|pi|me|you|name|git|build|docker|work|linuxbrew|\.{1,3})$/i;

const homes = ({ text }: Page): Candidate[] =>
  [...text.matchAll(home)].flatMap(({ 0: path, 1: owner = '', index }) =>
    shared.test(owner)
      ? []
      : [nameAt(index + path.length - owner.length, owner, 0.8, 'home-folder')],
  );
