import type { ClipView } from '@/components/state/clip-view';

/** Every tag of these clips, once, in the order of the alphabet. */
export function tagNames(views: Iterable<ClipView>): string[] {
  const names = new Set<string>();
  for (const { tags } of views) for (const tag of tags) names.add(tag);
  return [...names].sort((a, b) => a.localeCompare(b));
}

/** Those that every one of these clips has. */
export function commonTags(views: readonly ClipView[]): string[] {
  const [first, ...rest] = views;
  return (first?.tags ?? []).filter((tag) => rest.every(({ tags }) => tags.includes(tag)));
}
