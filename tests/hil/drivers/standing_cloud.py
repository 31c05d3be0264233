"""The HTTP API of a soundcheck-cloud that somebody else runs."""

from home.cloud import Cloud


class StandingCloud(Cloud):
    """Only `call` and what builds on it; its files and logs are elsewhere."""

    def __init__(self, url, token):
        self._url = url.rstrip("/")
        self.token = token
        self.program = self

    @property
    def url(self):
        return self._url

    def tail(self):
        return f"see the log of the cloud at {self._url}"
