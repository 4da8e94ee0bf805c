// What libFuzzer gives and no header of the toolchain declares.

#include <stddef.h>
#include <stdint.h>

/// Runs libFuzzer with its own arguments.
int LLVMFuzzerRunDriver(int *count, char ***arguments, int (*test)(const uint8_t *bytes, size_t count));

/// Changes bytes in place in one of libFuzzer's ways; how many there are then, at most `room`.
size_t LLVMFuzzerMutate(uint8_t *bytes, size_t count, size_t room);
