/* Writes down, in order, every change that this process makes to files below one folder, and every attempt to reach a network: loaded
 * before the C library, which still does the work. Environment: TORTURE_UNDER the folder, "" for all there are · TORTURE_RECORD the
 * file for what happened, which is not written down itself.
 *
 * A record is six numbers of eight bytes (what, handle, place, length of the first text, of the second, of the content), then these
 * three. What is not caught here shows: the record played back must make the same files as lie there in the end.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <netdb.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define HANDLES 4096
enum { OPENED = 1, CLOSED, WRITTEN, CUT, FLUSHED, MADE, GONE, MOVED, LINKED, CALLED };

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char under[PATH_MAX];
static int record = -1;
static char watched[HANDLES];

#define TRUE_CALL(name) \
    static __typeof__(&name) call; \
    if (!call) call = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static void put(const void *what, size_t size)
{
    static ssize_t (*call)(int, const void *, size_t);
    if (!call) call = dlsym(RTLD_NEXT, "write");
    struct rlimit limit; /* where files may not grow past a size, the record still must */
    int limited = !getrlimit(RLIMIT_FSIZE, &limit) && limit.rlim_cur != limit.rlim_max;
    struct rlimit none = {limit.rlim_max, limit.rlim_max};
    if (limited) setrlimit(RLIMIT_FSIZE, &none);
    for (const char *from = what; size > 0;) {
        ssize_t done = call(record, from, size);
        if (done <= 0) abort(); /* a record with a hole would tell lies */
        from += done;
        size -= (size_t)done;
    }
    if (limited) setrlimit(RLIMIT_FSIZE, &limit);
}

static void note(int what, int handle, int64_t place, const char *first, const char *second, const void *content, size_t size)
{
    int64_t head[6] = {what, handle, place, first ? strlen(first) : 0, second ? strlen(second) : 0, size};
    put(head, sizeof head);
    if (first) put(first, strlen(first));
    if (second) put(second, strlen(second));
    if (size) put(content, size);
}

__attribute__((constructor)) static void begin(void)
{
    const char *folder = getenv("TORTURE_UNDER"), *to = getenv("TORTURE_RECORD");
    if (!folder || !to) return;
    snprintf(under, sizeof under, "%s/", folder);
    int (*call)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
    record = call(to, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    unsetenv("LD_PRELOAD"); /* what this process starts is not recorded */
}

/* The whole path; whether it lies below the folder. */
static int whole(int folder, const char *path, char *into)
{
    if (record < 0) return 0;
    if (path[0] == '/') {
        snprintf(into, PATH_MAX, "%s", path);
    } else if (folder == AT_FDCWD) {
        if (!getcwd(into, PATH_MAX)) return 0;
        strncat(strncat(into, "/", 2), path, PATH_MAX - strlen(into) - 2);
    } else {
        char link[64];
        snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        ssize_t size = readlink(link, into, PATH_MAX - 2);
        if (size <= 0) return 0;
        into[size] = 0;
        strncat(strncat(into, "/", 2), path, PATH_MAX - strlen(into) - 2);
    }
    return !strncmp(into, under, strlen(under)) || (strlen(into) + 1 == strlen(under) && !strncmp(into, under, strlen(into)));
}

static int is_watched(int handle) { return record >= 0 && handle >= 0 && handle < HANDLES && watched[handle]; }

static int opened(int handle, const char *path, int flags)
{
    if (handle < 0) return handle;
    if (handle >= HANDLES) abort();
    watched[handle] = 1;
    note(OPENED, handle, flags & (O_CREAT | O_TRUNC), path, NULL, NULL, 0);
    return handle;
}

#define MODE(flags) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }

#define OPENS(name) \
    int name(const char *path, int flags, ...) { \
        MODE(flags) TRUE_CALL(name); \
        char full[PATH_MAX]; \
        if (!whole(AT_FDCWD, path, full)) return call(path, flags, mode); \
        pthread_mutex_lock(&turn); \
        int handle = opened(call(path, flags, mode), full, flags); \
        pthread_mutex_unlock(&turn); \
        return handle; }
OPENS(open)
OPENS(open64)

#define OPENS_AT(name) \
    int name(int folder, const char *path, int flags, ...) { \
        MODE(flags) TRUE_CALL(name); \
        char full[PATH_MAX]; \
        if (!whole(folder, path, full)) return call(folder, path, flags, mode); \
        pthread_mutex_lock(&turn); \
        int handle = opened(call(folder, path, flags, mode), full, flags); \
        pthread_mutex_unlock(&turn); \
        return handle; }
OPENS_AT(openat)
OPENS_AT(openat64)

int close(int handle)
{
    TRUE_CALL(close);
    if (!is_watched(handle)) return call(handle);
    pthread_mutex_lock(&turn);
    watched[handle] = 0;
    note(CLOSED, handle, 0, NULL, NULL, NULL, 0);
    int done = call(handle);
    pthread_mutex_unlock(&turn);
    return done;
}

ssize_t write(int handle, const void *content, size_t size)
{
    TRUE_CALL(write);
    if (!is_watched(handle)) return call(handle, content, size);
    pthread_mutex_lock(&turn);
    ssize_t done = call(handle, content, size);
    if (done > 0) note(WRITTEN, handle, lseek(handle, 0, SEEK_CUR) - done, NULL, NULL, content, (size_t)done);
    pthread_mutex_unlock(&turn);
    return done;
}

#define PWRITES(name, offset) \
    ssize_t name(int handle, const void *content, size_t size, offset place) { \
        TRUE_CALL(name); \
        if (!is_watched(handle)) return call(handle, content, size, place); \
        pthread_mutex_lock(&turn); \
        ssize_t done = call(handle, content, size, place); \
        if (done > 0) note(WRITTEN, handle, place, NULL, NULL, content, (size_t)done); \
        pthread_mutex_unlock(&turn); \
        return done; }
PWRITES(pwrite, off_t)
PWRITES(pwrite64, off64_t)

/* One file copied to another within the kernel: what came is read once more from where it was taken. */
#define SENDS(name, offset) \
    ssize_t name(int to, int from, offset *place, size_t size) { \
        static ssize_t (*call)(int, int, offset *, size_t); \
        if (!call) call = dlsym(RTLD_NEXT, #name); \
        if (!is_watched(to)) return call(to, from, place, size); \
        pthread_mutex_lock(&turn); \
        offset before = place ? *place : lseek(from, 0, SEEK_CUR); \
        ssize_t done = call(to, from, place, size); \
        if (done > 0) { \
            char *content = malloc((size_t)done); \
            if (!content || pread(from, content, (size_t)done, before) != done) abort(); \
            note(WRITTEN, to, lseek(to, 0, SEEK_CUR) - done, NULL, NULL, content, (size_t)done); \
            free(content); \
        } \
        pthread_mutex_unlock(&turn); \
        return done; }
SENDS(sendfile, off_t)
SENDS(sendfile64, off64_t)

#define CUTS(name, offset) \
    int name(int handle, offset size) { \
        TRUE_CALL(name); \
        if (!is_watched(handle)) return call(handle, size); \
        pthread_mutex_lock(&turn); \
        int done = call(handle, size); \
        if (!done) note(CUT, handle, size, NULL, NULL, NULL, 0); \
        pthread_mutex_unlock(&turn); \
        return done; }
CUTS(ftruncate, off_t)
CUTS(ftruncate64, off64_t)

#define FLUSHES(name) \
    int name(int handle) { \
        TRUE_CALL(name); \
        if (!is_watched(handle)) return call(handle); \
        pthread_mutex_lock(&turn); \
        int done = call(handle); \
        if (!done) note(FLUSHED, handle, 0, NULL, NULL, NULL, 0); \
        pthread_mutex_unlock(&turn); \
        return done; }
FLUSHES(fsync)
FLUSHES(fdatasync)

#define NAMES(name, what, folder, arguments, given) \
    int name arguments { \
        TRUE_CALL(name); \
        char full[PATH_MAX]; \
        if (!whole(folder, path, full)) return call given; \
        pthread_mutex_lock(&turn); \
        int done = call given; \
        if (!done) note(what, -1, 0, full, NULL, NULL, 0); \
        pthread_mutex_unlock(&turn); \
        return done; }
NAMES(mkdir, MADE, AT_FDCWD, (const char *path, mode_t mode), (path, mode))
NAMES(mkdirat, MADE, folder, (int folder, const char *path, mode_t mode), (folder, path, mode))
NAMES(unlink, GONE, AT_FDCWD, (const char *path), (path))
NAMES(unlinkat, GONE, folder, (int folder, const char *path, int flags), (folder, path, flags))
NAMES(rmdir, GONE, AT_FDCWD, (const char *path), (path))

#define MOVES(name, what, from, to, arguments, given) \
    int name arguments { \
        TRUE_CALL(name); \
        char first[PATH_MAX], second[PATH_MAX]; \
        int inside = whole(from, old, first), too = whole(to, new, second); \
        if (!inside && !too) return call given; \
        if (!inside || !too) abort(); /* across the border: such a record could not be played back */ \
        pthread_mutex_lock(&turn); \
        int done = call given; \
        if (!done) note(what, -1, 0, first, second, NULL, 0); \
        pthread_mutex_unlock(&turn); \
        return done; }
MOVES(rename, MOVED, AT_FDCWD, AT_FDCWD, (const char *old, const char *new), (old, new))
MOVES(renameat, MOVED, from, to, (int from, const char *old, int to, const char *new), (from, old, to, new))
MOVES(link, LINKED, AT_FDCWD, AT_FDCWD, (const char *old, const char *new), (old, new))

/* Sockets between processes of one machine (the desktop's bus) are no network. */
static void reached(const char *by, const struct sockaddr *to, socklen_t size)
{
    char host[NI_MAXHOST] = "?";
    if (record < 0 || !to || (to->sa_family != AF_INET && to->sa_family != AF_INET6)) return;
    getnameinfo(to, size, host, sizeof host, NULL, 0, NI_NUMERICHOST);
    pthread_mutex_lock(&turn);
    note(CALLED, -1, 0, by, host, NULL, 0);
    pthread_mutex_unlock(&turn);
}

int connect(int handle, const struct sockaddr *to, socklen_t size)
{
    TRUE_CALL(connect);
    reached("connect", to, size);
    return call(handle, to, size);
}

int bind(int handle, const struct sockaddr *at, socklen_t size)
{
    TRUE_CALL(bind);
    reached("bind", at, size);
    return call(handle, at, size);
}

ssize_t sendto(int handle, const void *content, size_t size, int flags, const struct sockaddr *to, socklen_t length)
{
    TRUE_CALL(sendto);
    reached("sendto", to, length);
    return call(handle, content, size, flags, to, length);
}

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **found)
{
    TRUE_CALL(getaddrinfo);
    if (record >= 0) {
        pthread_mutex_lock(&turn);
        note(CALLED, -1, 0, "getaddrinfo", name, NULL, 0);
        pthread_mutex_unlock(&turn);
    }
    return call(name, service, hints, found);
}
