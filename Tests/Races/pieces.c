// Runs each piece of parallel work on a thread of its own. On few processors the thread that asks takes most pieces
// itself, one after the other, before another thread has begun; and a race is seen between threads only.
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>

typedef void (^Work)(size_t);

struct Piece {
    pthread_t thread;
    Work work;
    size_t place;
};

static void *run(void *piece) {
    ((struct Piece *)piece)->work(((struct Piece *)piece)->place);
    return NULL;
}

// In place of libdispatch's, which Swift's `concurrentPerform` calls.
void dispatch_apply(size_t count, void *queue, Work work) {
    struct Piece *pieces = calloc(count, sizeof *pieces);
    if (!pieces) abort();
    for (size_t place = 0; place < count; place++) {
        pieces[place] = (struct Piece){.work = work, .place = place};
        if (pthread_create(&pieces[place].thread, NULL, run, &pieces[place])) abort();
    }
    for (size_t place = 0; place < count; place++) pthread_join(pieces[place].thread, NULL);
    free(pieces);
}
