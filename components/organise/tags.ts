import type { ClipView } from '@/components/state/clip-view';

/** Returns all tags of these clips, once each, in alphabetical order. */
export function tagNames(views: Iterable<ClipView>): string[] {
  const names = new Set<string>();
  for (const { tags } of views) for (const tag of tags) names.add(tag);
  return [...names].sort((a, b) => a.localeCompare(b));
}

/** Returns the tags that all of these clips have. */
export function commonTags(views: readonly ClipView[]): string[] {
  const [first, ...rest] = views;
  return (first?.tags ?? []).filter((tag) => rest.every(({ tags }) => tags.includes(tag)));
}
