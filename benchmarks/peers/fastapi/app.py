"""The user directory as a small FastAPI service on asyncpg: no object mapper, one pool a worker."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from fastapi import FastAPI, Request
from pydantic import BaseModel, Field


class NewUser(BaseModel):
    email: str = Field(max_length=128)
    active: bool = True


class User(NewUser):
    id: int


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    async with asyncpg.create_pool(os.environ["DATABASE_URL"], min_size=10, max_size=10) as pool:
        app.state.pool = pool
        yield


app = FastAPI(title="FastAPI on asyncpg", lifespan=lifespan)


@app.get("/", response_model=list[User])
async def list_users(request: Request):
    return [dict(row) for row in await request.app.state.pool.fetch("SELECT id, email, active FROM users ORDER BY id")]


@app.post("/", response_model=User, status_code=201)
async def create_user(user: NewUser, request: Request):
    return dict(await request.app.state.pool.fetchrow(
        "INSERT INTO users (email, active) VALUES ($1, $2) RETURNING id, email, active", user.email, user.active))
