"""How long a click waits for the queue."""

# Options of a connection to the broker while a person waits; what is not sent is sent by beat, which has all the time.
# A broker may also take the call and then say nothing: hence a limit on every answer, in seconds.
BRIEFLY = {
    "max_retries": 1,
    "interval_start": 0,
    "connect_retries_timeout": 1,
    "socket_connect_timeout": 1,
    "socket_timeout": 2,
}
