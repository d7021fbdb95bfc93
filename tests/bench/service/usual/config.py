"""Settings."""

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Settings, by the names of variables in lower case."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore")

    database_url: str = "sqlite+aiosqlite:///usual.db"
    jwt_secret: str
    jwt_issuer: str
    jwt_audience: str
    log_level: str = "INFO"


settings = Settings()
