// How glibc's allocator is told when to give memory back; Swift's Glibc module leaves it out.
#if defined(__linux__)
#include <malloc.h>
#endif
