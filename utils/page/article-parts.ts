import type { ArticlePartKind } from '@/utils/model/page-article';
import type { PageTree } from './page-tree';

/*
 * What the names and roles of an element say about its place in a page: navigation, comments and
 * the like are no part of an article.
 */

const ROLES: ReadonlyMap<string, ArticlePartKind> = new Map<string, ArticlePartKind>(
  Object.entries({
    navigation: 'navigation',
    menu: 'navigation',
    menubar: 'navigation',
    toolbar: 'navigation',
    search: 'navigation',
    complementary: 'aside',
    banner: 'around',
    contentinfo: 'around',
  }),
);
const TAGS: ReadonlyMap<string, ArticlePartKind> = new Map<string, ArticlePartKind>(
  Object.entries({
    nav: 'navigation',
    menu: 'navigation',
    aside: 'aside',
    footer: 'around',
  }),
);
/** The words in the names of classes and ids by which pages name such parts. */
const NAMES: readonly (readonly [ArticlePartKind, ReadonlySet<string>])[] = [
  [
    'comments',
    new Set(
      'comment comments commentlist disqus respond commentaire commentaires kommentar kommentare comentario comentarios commenti reacties'.split(
        ' ',
      ),
    ),
  ],
  [
    'related',
    new Set(
      'related recirc recommended recommendation recommendations promo promos advert adverts advertisement ads sponsored newsletter subscribe subscription share sharing social trending outbrain taboola teaser teasers partage similaires connexes associes infolettre verwandte relacionados navbox sistersitebox'.split(
        ' ',
      ),
    ),
  ],
  [
    'navigation',
    new Set(
      'nav navbar navigation menu breadcrumb breadcrumbs toc pagination pager catlinks hatnote toolbar skip langlinks'.split(
        ' ',
      ),
    ),
  ],
  ['aside', new Set(['sidebar'])],
];
/** Only these are left out by their names: `hljs-comment` names a word of a program. */
const NAMED = new Set('aside div dl form ol section table ul'.split(' '));

/** Returns the kind that an element's role, tag, classes or id name; null if they name none. */
export function namedKind<N extends object, E extends N>(
  tree: PageTree<N, E>,
  element: E,
): ArticlePartKind | null {
  const name = tree.nameOf(element);
  const kind = ROLES.get(tree.attributeOf(element, 'role') ?? '') ?? TAGS.get(name) ?? null;
  if (kind !== null || !NAMED.has(name)) return kind;
  const names = `${tree.attributeOf(element, 'class') ?? ''} ${tree.attributeOf(element, 'id') ?? ''}`;
  if (names === ' ') return null;
  const tokens = names
    .slice(0, 1_000)
    .replace(/([a-z])(?=[A-Z])/gu, '$1 ')
    .toLowerCase()
    .split(/[^a-z]+/u);
  for (const [named, those] of NAMES) {
    if (tokens.some((token) => those.has(token))) return named;
  }
  return null;
}
