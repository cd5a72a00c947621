"""Who we are and how gently we ask: Scrapy's settings, with their units."""

BOT_NAME = "darmstadt-aktuell"
SPIDER_MODULES = ["scraper.spiders"]
NEWSPIDER_MODULE = "scraper.spiders"

# --- politeness ---------------------------------------------------------------------------------------------------
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 2.0  # seconds between two requests
DOWNLOAD_DELAY_JITTER = 0.0  # an exact pause is what we promise
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "de",
    "Accept-Encoding": "gzip, deflate",  # captures hold the bytes as sent; these two any reader can undo
}
REFERER_ENABLED = False  # a Referer would tell which list was read, and make requests differ between runs

# --- limits -------------------------------------------------------------------------------------------------------
DOWNLOAD_TIMEOUT = 30  # seconds
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024  # bytes, on the wire and after decompression
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = False  # what came before a connection broke off is kept, and counts as cut
DOWNLOAD_VERIFY_CERTIFICATES = True  # Scrapy takes any certificate; a site file may say `verify_tls = false`
RETRY_TIMES = 2
BACKOFF_SECONDS = 5.0  # pause after a failed answer without Retry-After; doubles with each try
STARTED_AT = ""  # when a run begins, in place of the system's clock (ISO 8601 with offset): demo and tests
MAX_REQUESTS = 0  # of one run; 0 = no bound (`crawl --max-requests`)
MAX_MINUTES = 0  # of one run; 0 = no bound (`crawl --max-minutes`)
REDIRECT_MAX_TIMES = 5
HTTPERROR_ALLOW_ALL = True  # error pages are evidence, too: the spider sees them

# --- recording ----------------------------------------------------------------------------------------------------
DOWNLOADER_MIDDLEWARES = {
    # Next to the downloader, so that it sees the bytes as sent, before redirects, retries and decompression.
    "scraper.recording.CaptureMiddleware": 950,
    # Before Scrapy's own retries (550), so that the pause comes first.
    "scraper.politeness.PolitenessMiddleware": 560,
    # After them: robots.txt has no answer only when the last try had none.
    "scraper.politeness.RobotsMiddleware": 545,
    # Cookies are neither kept nor sent, and what was captured is no cache.
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
}
# What is not used is not loaded: it takes a second of each start. No console listens, and only HTTP is asked.
EXTENSIONS = {
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.telnet.TelnetConsole": None,
}
DOWNLOAD_HANDLERS = {"data": None, "file": None, "ftp": None, "s3": None}
WARN_ON_GENERATOR_RETURN_VALUE = False  # it parses the spider's source for every page, a fifth of a crawl's time
CONCURRENT_ITEMS = 1  # items go nowhere else; the default starts a hundred tasks for each page
LOG_LEVEL = "INFO"
FEED_EXPORT_ENCODING = "utf-8"
