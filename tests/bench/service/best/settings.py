"""What the environment says."""

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Settings, by the names of variables in lower case."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore")

    database_url: str = "sqlite:///best.db"
    database_pool_size: int = 10
    jwt_secret: SecretStr
    jwt_issuer: str
    jwt_audience: str
    jwt_leeway_seconds: int = 10
    log_level: str = "INFO"
    allowed_hosts: list[str] = []
    max_body_bytes: int = 1_000_000
    request_timeout_seconds: float = 30
