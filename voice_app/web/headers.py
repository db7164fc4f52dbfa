"""Headers that every answer carries, and the ones that keep pages about people from staying."""

from flask import Flask, Response, g, request

from voice_app.web import cookies

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "media-src 'self' blob:",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types voice",
    )
)

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "geolocation",
        "camera",
        "microphone",
        "display-capture",
        "usb",
        "payment",
        "browsing-topics",
    )
)

ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, noarchive",
}

TWO_YEARS = "max-age=63072000; includeSubDomains"


def install(app: Flask, *, https: bool) -> None:
    """Put the headers on every answer of the app, errors and redirects included."""

    @app.after_request
    def add(response: Response) -> Response:
        response.headers.update(ALWAYS)
        if https:
            response.headers["Strict-Transport-Security"] = TWO_YEARS
        if request.endpoint != "assets.show":
            response.headers["Cache-Control"] = "no-store"
            response.headers["Vary"] = "Cookie"
        if g.get("leaving", False):
            response.headers["Clear-Site-Data"] = cookies.FORGETS["cache"]
        elif response.mimetype == "text/html" and not 300 <= response.status_code < 400:
            _forget(response)
        return response


def _forget(response: Response) -> None:
    """With the first page after a session is over, let nothing of it stay in the browser.

    "no-store" alone does not keep a page out of the back/forward cache.
    """
    asked, has_ended = cookies.to_forget(), g.get("session_ended", False)
    if asked or has_ended:
        response.headers["Clear-Site-Data"] = asked or cookies.FORGETS["cache"]
    if asked:
        cookies.take_back(response, cookies.LEFT)
    if has_ended:
        cookies.take_back(response, cookies.SESSION)
