// A hint to the processor that memory will be read soon; no place can be wrong. Swift has no word for it.
static inline void prefetch(const void *place) { __builtin_prefetch(place); }
