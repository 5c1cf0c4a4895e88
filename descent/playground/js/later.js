// What not every playground needs. A page fetches it once it is used; where all is one module, as in a
// notebook, it is there from the beginning.

const parts = {};

// How it is fetched: whoever lets playgrounds live in a page says so.
export const LATER = { fetch: () => Promise.reject(new Error("nothing else is to be had")) };

// For tools.js, which brings it.
export const bring = (more) => Object.assign(parts, more);

// The part of that name, or nothing as yet.
export const brought = (name) => parts[name];
