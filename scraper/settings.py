"""Who we are and how gently we ask: Scrapy's settings, with their units."""

BOT_NAME = "darmstadt-aktuell"
SPIDER_MODULES = ["scraper.spiders"]
NEWSPIDER_MODULE = "scraper.spiders"

# --- politeness ---------------------------------------------------------------------------------------------------
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 2.0  # seconds between two requests
RANDOMIZE_DOWNLOAD_DELAY = False  # an exact pause is what we promise
COOKIES_ENABLED = False
TELNETCONSOLE_ENABLED = False
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "de",
    "Accept-Encoding": "gzip, deflate",  # captures hold the bytes as sent; these two any reader can undo
}
REFERER_ENABLED = False  # a list's address is nobody's business and would make requests differ between runs

# --- limits -------------------------------------------------------------------------------------------------------
DOWNLOAD_TIMEOUT = 30  # seconds
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024  # bytes, on the wire and after decompression
DOWNLOAD_WARNSIZE = 0
RETRY_TIMES = 2
REDIRECT_MAX_TIMES = 5
HTTPERROR_ALLOW_ALL = True  # an error page is a fact: the spider looks at it

# --- recording ----------------------------------------------------------------------------------------------------
DOWNLOADER_MIDDLEWARES = {
    # Next to the downloader, so that it sees the bytes as sent, before redirects, retries and decompression.
    "scraper.recording.CaptureMiddleware": 950,
}
LOG_LEVEL = "INFO"
FEED_EXPORT_ENCODING = "utf-8"
