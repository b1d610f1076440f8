type Global = typeof globalThis;
type InterfaceName = {
  [Name in keyof Global]: Global[Name] extends { readonly prototype: object } ? Name : never;
}[keyof Global];
type Instance<Name extends InterfaceName> = Global[Name] extends { readonly prototype: infer T }
  ? T
  : never;
type Method<T, Key extends keyof T> = T[Key] extends (...args: infer Args) => infer Result
  ? (this: T, ...args: Args) => Result
  : never;

/*
 * Reads members of the DOM from their prototypes once. A page element can shadow a property of a
 * document, a form or the window by its name (`<input name="parentNode">` in a form). It cannot
 * shadow the getter of the prototype, which Pincite calls as `getter.call(node)`. Without a DOM, as
 * in a service worker, the module loads, and only a call throws an error.
 *
 * https://html.spec.whatwg.org/multipage/nav-history-apis.html#named-access-on-the-window-object
 * https://html.spec.whatwg.org/multipage/dom.html#dom-document-nameditem
 * https://html.spec.whatwg.org/multipage/forms.html#dom-form-nameditem
 */

export function nativeGetter<Name extends InterfaceName, Key extends keyof Instance<Name>>(
  name: Name,
  key: Key,
): (this: Instance<Name>) => Instance<Name>[Key] {
  return memberOf(name, key)?.get ?? missing;
}

export function nativeMethod<Name extends InterfaceName, Key extends keyof Instance<Name>>(
  name: Name,
  key: Key,
): Method<Instance<Name>, Key> {
  return memberOf(name, key)?.value ?? missing;
}

function memberOf(name: InterfaceName, key: PropertyKey): PropertyDescriptor | undefined {
  const found: { readonly prototype: object } | undefined = globalThis[name];
  return found && Object.getOwnPropertyDescriptor(found.prototype, key);
}

function missing(): never {
  throw new TypeError('No DOM');
}
